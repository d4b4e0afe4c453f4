import { defineConfig } from 'tsup'
import { deployable } from '../../tsup.base.ts'

/** The service as one file. */
export default defineConfig(deployable)
