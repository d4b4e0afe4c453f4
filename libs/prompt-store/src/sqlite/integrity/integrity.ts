export { schemaVersion } from '../database/migrate.ts'
export { checkDatabase } from './check-database.ts'
export { type CheckLibraryOptions, checkLibrary } from './check-library.ts'
export {
  type IntegrityFinding,
  type IntegrityReport,
  type IntegrityStatus,
  type IntegritySubject,
  integritySubjects,
  judgeFindings,
} from './finding.ts'
