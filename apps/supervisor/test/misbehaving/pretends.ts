import { pretend } from './pretend.ts'

process.stdout.write('PRETENDING\n')
pretend({})
