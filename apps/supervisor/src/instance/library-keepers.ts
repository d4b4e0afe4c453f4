import {
  type CreateRestoringOptions,
  createRestoring,
  type Restoring,
} from '../backups/restore/create-restoring.ts'
import {
  type CreateIntegrityOptions,
  createIntegrity,
  type Integrity,
} from '../integrity/create-integrity.ts'
import { type CreateWebhooksOptions, createWebhooks } from '../webhooks/create-webhooks.ts'
import type { Webhooks } from '../webhooks/webhooks.ts'

/** What looks after the library besides its backups, and tells others of it. */
export interface LibraryKeepers extends Restoring, Integrity {
  readonly webhooks: Webhooks
}

/** Makes them; none has begun yet. */
export function createLibraryKeepers(
  options: CreateRestoringOptions & CreateIntegrityOptions & CreateWebhooksOptions,
): LibraryKeepers {
  return {
    ...createRestoring(options),
    ...createIntegrity(options),
    webhooks: createWebhooks(options),
  }
}
