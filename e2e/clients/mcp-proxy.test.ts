import { mcpProxyKinds } from './kinds/mcp-proxy.ts'
import { passesTheScenario } from './scenario.ts'

passesTheScenario(mcpProxyKinds)
