import { json } from 'node:stream/consumers'
import { locateDataFolder } from '../instance/data-folder.ts'
import { diagnose } from './diagnose.ts'
import { keepDiagnosis } from './keep-diagnosis.ts'
import type { Subject } from './scene.ts'

// A process of its own, as a diagnosis loads and computes more than a supervisor may: it reads what is
// to be looked at from stdin, writes what was found to stdout, and ends.
const subject = (await json(process.stdin)) as Subject
const diagnosis = await diagnose(subject)
await keepDiagnosis(locateDataFolder(subject.config.dataDir).stateFolder, diagnosis)
process.stdout.write(`${JSON.stringify(diagnosis)}\n`, () => process.exit(0))
