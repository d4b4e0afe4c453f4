import { sdkV1Kinds } from './kinds/sdk-v1.ts'
import { passesTheScenario } from './scenario.ts'

passesTheScenario(sdkV1Kinds)
