export { chooseBackup, type WantedBackup } from './choose-backup.ts'
export type { DrillCheck, DrillReport } from './drill/drill-report.ts'
export { type DrillOptions, runDrill } from './drill/run-drill.ts'
export {
  libraryInUse,
  noBackupThen,
  promptNotInBackup,
  restoreNoRoom,
} from './errors.ts'
export { type Exchanged, type ExchangeOptions, exchangeLibrary } from './exchange-library.ts'
export { exportPrepared } from './export-prepared.ts'
export { type BackupSources, findBackup } from './find-backup.ts'
export {
  type RestoredInto,
  type RestoreIntoOptions,
  restoreIntoDatabase,
} from './into-database/restore-into-database.ts'
export { type PrepareOptions, prepareLibrary, removeUnfinished } from './prepare-library.ts'
export { type ReadPromptOptions, readPrompt } from './read-prompt.ts'
export {
  newIncoming,
  type Restored,
  type RestoreOptions,
  restoreLibrary,
} from './restore-library.ts'
