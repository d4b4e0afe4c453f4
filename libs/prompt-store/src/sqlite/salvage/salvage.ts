export { type SalvageLibraryOptions, salvageLibrary } from './salvage-library.ts'
export type { SalvageReport } from './salvage-report.ts'
