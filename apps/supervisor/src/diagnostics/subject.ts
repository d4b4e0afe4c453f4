import type { Config, ConfigReading } from '@promptbin/config'
import { PromptBinError } from '@promptbin/errors'
import { thisMachine } from '../connect/this-machine.ts'
import type { Subject } from './scene.ts'

/** What is to be looked at on this machine; a file that cannot be read is a fault of it. */
export function subjectWith(config: Config, read: () => ConfigReading): Subject {
  return { config, configuration: configurationBy(read), machine: thisMachine() }
}

function configurationBy(read: () => ConfigReading): Subject['configuration'] {
  try {
    const { file = null, faults, notices } = read()
    return { file, faults, notices }
  } catch (error) {
    if (!(error instanceof PromptBinError)) throw error
    return { file: null, faults: [{ pointer: error.code, message: error.message }], notices: [] }
  }
}
