export { type DocumentTable, readTables } from './read-tables.ts'
