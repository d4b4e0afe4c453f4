import { localPrincipal } from '@promptbin/security'
import type { Asker } from './operation.ts'
import { wholeLibrary } from './profiles/profile.ts'

/** An asker for tests: a client of today of which nothing special is known. */
export const anAsker = (fields: Partial<Asker> = {}): Asker => ({
  client: 'unit-test',
  clientVersion: '1.0.0',
  protocolVersion: '2026-07-28',
  era: 'modern',
  principal: localPrincipal,
  profile: wholeLibrary,
  canElicit: false,
  ...fields,
})
