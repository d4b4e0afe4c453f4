import { aiSdkKinds } from './kinds/ai-sdk.ts'
import { passesTheScenario } from './scenario.ts'

passesTheScenario(aiSdkKinds)
