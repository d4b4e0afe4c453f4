import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** Where the header of a database tells what (https://www.sqlite.org/fileformat.html, section 1.3). */
const header = { pageCount: 28, freelist: 32, freelistPages: 36 }

/**
 * Gives a database that cannot be opened the pages of another in which its tables are listed. A backup
 * has them in the same places, as those of a library change only with its schema; so what
 * stands behind a broken beginning can be read all the same. Changes the file, which is to be a copy.
 */
export function graftSchema(file: string, donor: string): void {
  const { pageSize, pages } = schemaPages(donor)
  const [from, to] = [openSync(donor, 'r'), openSync(file, 'r+')]
  try {
    const page = Buffer.alloc(pageSize)
    for (const number of pages) {
      const position = (number - 1) * pageSize
      readSync(from, page, 0, pageSize, position)
      if (number === 1) describeFile(page, Math.ceil(fstatSync(to).size / pageSize))
      writeSync(to, page, 0, pageSize, position)
    }
  } finally {
    closeSync(from)
    closeSync(to)
  }
}

/** The first page says how long the file is, and which pages are free, of which none is needed. */
function describeFile(first: Buffer, pageCount: number): void {
  first.writeUInt32BE(pageCount, header.pageCount)
  first.writeUInt32BE(0, header.freelist)
  first.writeUInt32BE(0, header.freelistPages)
}

function schemaPages(file: string) {
  const database = new DatabaseSync(file)
  try {
    const size = database.prepare('PRAGMA page_size').get()
    const pages = database
      .prepare(`SELECT pageno FROM dbstat WHERE name = 'sqlite_schema' ORDER BY pageno`)
      .all()
      .map(({ pageno }) => Number(pageno))
    return { pageSize: Number(size?.['page_size']), pages }
  } finally {
    database.close()
  }
}
