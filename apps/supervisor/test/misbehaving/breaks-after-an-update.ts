import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfig } from '@promptbin/config'

if (existsSync(join(loadConfig().dataDir, 'broken'))) {
  process.stderr.write('PB_TEST_BROKEN: The update is broken.\n')
  process.exit(1)
}
await import('../services/gateway.ts')
