/** Restores the newest backup of a data folder: `node restore.ts <data>`. */
import { restoreLibrary } from '../../src/restore/restore.ts'

const [data = ''] = process.argv.slice(2)
await restoreLibrary({ data, now: Date.now() })
