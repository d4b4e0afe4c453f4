import type { Section } from './section.ts'

/** Where the library is kept. */
export const store = {
  url: {
    doc: 'The database of PostgreSQL that holds the library, best given by a file: PROMPTBIN_STORE_URL_FILE. Unless given, the library is SQLite in the data folder.',
    format: 'database-url-or-nothing',
    default: '',
    sensitive: true,
    example: 'postgres://promptbin:password@db.example.org:5432/promptbin',
    change: 'fixed',
  },
} as const satisfies Section
