import { sdkV2Kinds } from './kinds/sdk-v2.ts'
import { passesTheScenario } from './scenario.ts'

passesTheScenario(sdkV2Kinds)
