/** What happens to a library, by the names under which it is told, from the store to every client. */
export const eventTypes = [
  'created',
  'changed',
  'labelled',
  'trashed',
  'restored',
  'purged',
  'shared',
  'unshared',
  'token-created',
  'token-rotated',
  'token-revoked',
] as const
export type EventType = (typeof eventTypes)[number]
