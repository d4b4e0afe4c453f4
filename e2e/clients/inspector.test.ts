import { inspectorKinds } from './kinds/inspector.ts'
import { passesTheScenario } from './scenario.ts'

passesTheScenario(inspectorKinds, 'at once')
