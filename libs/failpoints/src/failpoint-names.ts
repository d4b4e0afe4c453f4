/** What a failpoint stands for: the moment in words, and whether bytes are written there. */
export interface FailpointDescription {
  readonly moment: string
  /** Places that write can also be left half written, by `partial-write`. */
  readonly writes?: true
}

/**
 * Every failpoint of PromptBin, by the durable step that it stands at. A name is a noun and what has
 * just happened to it; one in `-ing` is reached before.
 */
export const failpoints = {
  'store.opening': { moment: 'before a connection opens the library' },
  'store.transaction.begun': { moment: 'a change may write, and has written nothing' },
  'store.transaction.written': { moment: 'a change is written, and not committed' },
  'store.transaction.committed': { moment: 'a change is durable, and nobody knows' },
  'store.change.answered': { moment: 'the store has answered, and the client not been told' },
  'store.closing': { moment: 'before the last connection moves the log into the library' },
  'store.closed': { moment: 'the log has been moved into the library' },
  'store.migration.started': { moment: 'a migration has the lock, and has changed nothing' },
  'store.migration.applied': { moment: 'a migration is written, and not committed' },
  'store.migration.committed': { moment: 'the new schema is durable, and nobody knows' },
  'audit.library.appended': { moment: 'a record is in the transaction of its change' },
  'audit.head.writing': {
    moment: 'before the head of the library’s audit trail is written',
    writes: true,
  },
  'audit.record.writing': { moment: 'before the supervisor appends a record', writes: true },
  'audit.record.synced': { moment: 'the supervisor’s record is durable, and its change not begun' },
  'configuration.file.writing': {
    moment: 'before a changed configuration file is written',
    writes: true,
  },
  'configuration.file.written': { moment: 'the new file is there, and not in its place' },
  'configuration.file.renamed': { moment: 'the new file is in its place, and not in force' },
  'configuration.generation.kept': { moment: 'the generation is remembered, and nobody told' },
  'state.file.writing': { moment: 'before a state file is written', writes: true },
  'state.file.written': { moment: 'a state file is written, and not in its place' },
  'state.file.renamed': { moment: 'a state file is in its place' },
  'ipc.message.sending': { moment: 'before a message is sent over the channel' },
  'ipc.message.received': { moment: 'a message has come over the channel, and nothing done' },
  'ipc.channel.closed': { moment: 'the channel of a process has ended' },
  'log.line.writing': { moment: 'before lines are appended to the log', writes: true },
  'log.rotation.started': { moment: 'the log is to be turned, and is as it was' },
  'log.rotation.renamed': { moment: 'the full part has its name, and no new one is open' },
  'log.rotation.finished': { moment: 'a new part is open, and old ones not yet removed' },
  'backup.started': { moment: 'the folder of a backup is made, and empty' },
  'backup.copied': { moment: 'the library is copied, and not checked' },
  'backup.checked': { moment: 'the copy was opened and is whole, and is not synced' },
  'backup.synced': { moment: 'all files are durable, and there is no manifest' },
  'backup.manifest.writing': { moment: 'before the manifest is written', writes: true },
  'backup.manifest.written': { moment: 'the manifest is durable, the backup not in its place' },
  'backup.renamed': { moment: 'the backup is in its place, and nobody told' },
  'restore.copied': { moment: 'the copy of a backup is beside the library' },
  'restore.verified': { moment: 'the copy is whole, and the old library in its place' },
  'restore.replaced': { moment: 'the old library is kept elsewhere, its place empty' },
  'restore.placed': { moment: 'the restored library is in its place' },
  'webhook.event.taken': {
    moment: 'an event has come to the supervisor, and is not yet on the disk',
  },
  'webhook.delivery.claimed': { moment: 'a delivery is due, and not sent' },
  'webhook.delivery.sent': { moment: 'the receiver has answered, and that is not noted' },
  'webhook.delivery.settled': {
    moment: 'what became of a delivery is noted, and not yet on the disk',
  },
} as const satisfies Readonly<Record<string, FailpointDescription>>

/** The name of a failpoint. */
export type FailpointName = keyof typeof failpoints

type Described = typeof failpoints

/** The name of a failpoint at which bytes are written. */
export type WritingFailpoint = {
  [Name in FailpointName]: Described[Name] extends { readonly writes: true } ? Name : never
}[FailpointName]
