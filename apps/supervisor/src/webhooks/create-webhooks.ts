import { join } from 'node:path'
import type { Logger } from '@promptbin/logging'
import { INSTANCE_PROOF_HEADER, instanceProof, type LiveConfig } from '@promptbin/service'
import type { History } from '../history/history.ts'
import type { DataFolder } from '../instance/data-folder.ts'
import { Webhooks } from './webhooks.ts'

export interface CreateWebhooksOptions {
  readonly config: Pick<LiveConfig, 'current'>
  readonly folder: Pick<DataFolder, 'path'>
  readonly history: Pick<History, 'events' | 'folder'>
  readonly log: { readonly logger: Logger }
  /** What the processes of this instance know. */
  readonly instanceKey: string
  readonly webUrl: string
}

/** Makes the way to the receivers of an instance; nobody is told before it is started. */
export function createWebhooks(options: CreateWebhooksOptions): Webhooks {
  const { config, folder, history, log, instanceKey, webUrl } = options
  return new Webhooks({
    folder: history.folder,
    // Apart from the state, so that a copy of that folder does not open what is sealed in it.
    keyFile: join(folder.path, 'keys', 'webhooks.key'),
    events: history.events,
    library: { webUrl, headers: { [INSTANCE_PROOF_HEADER]: instanceProof(instanceKey) } },
    allowed: () => config.current.webhooks.allowPrivate,
    logger: log.logger,
  })
}
