import { mcpRemoteKinds } from './kinds/mcp-remote.ts'
import { passesTheScenario } from './scenario.ts'

passesTheScenario(mcpRemoteKinds)
