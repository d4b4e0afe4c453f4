import { writeFile } from 'node:fs/promises'
import { json } from 'node:stream/consumers'
import { locateDataFolder } from '../../instance/data-folder.ts'
import { findInstance } from '../../instance/find-instance.ts'
import { createReport } from '../create-report.ts'
import type { ReportOrder } from './make-report.ts'

// A process of its own, as what a report is made of must not stay in the supervisor: it reads an order
// from stdin, makes the report as the command would, writes what is in it to stdout, and ends.
const { dataFolder, file } = (await json(process.stdin)) as ReportOrder

const folder = locateDataFolder(dataFolder)
const { archive, summary } = await createReport({ folder, running: await findInstance(folder) })
await writeFile(file, archive, { flush: true })
process.stdout.write(`${JSON.stringify(summary)}\n`, () => process.exit(0))
