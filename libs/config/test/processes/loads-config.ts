import { loadConfig } from '../../src/index.ts'

/** Loads the configuration of a folder and tells, in JSON, why that was refused. */
const [workingDirectory = ''] = process.argv.slice(2)
try {
  loadConfig({ environment: {}, workingDirectory })
  process.stdout.write(JSON.stringify({ refusal: null }))
} catch (error) {
  process.stdout.write(JSON.stringify({ refusal: (error as Error).message }))
}
