import { acquireInstanceLock } from '../../../src/instance/instance-lock.ts'

// Holds the lock of a data folder, and answers nobody.
const [, , lockFile = ''] = process.argv
acquireInstanceLock(lockFile)
process.stdout.write('held\n')
process.stdin.resume()
