import { editText, refusal, type TextChange } from '@promptbin/config'
import { ConfigurationSource } from '../../../configuration/configuration-source.ts'
import { configUnwritable } from '../../../configuration/errors.ts'
import { stageFile } from '../../../configuration/file/staged-file.ts'
import { refuseShadowed } from '../../../configuration/plan/refuse-shadowed.ts'
import { configToFind, type GlobalOptions } from '../../command-line.ts'
import { readHere } from '../settings-here.ts'

/** A configuration file that was, or could be, changed while nothing runs. */
export interface FileOutcome {
  readonly file: string
  readonly dryRun: boolean
}

/**
 * Changes the file that a start here would read, once the whole of it is checked. Throws
 * PB_CONFIG_INVALID, PB_CONFIG_KEY_UNKNOWN, PB_CONFIG_SHADOWED, PB_CONFIG_NOT_EDITABLE,
 * PB_CONFIG_UNWRITABLE.
 */
export async function setInFile(
  change: TextChange,
  options: GlobalOptions & { readonly dryRun?: boolean },
): Promise<FileOutcome> {
  const { dryRun = false } = options
  const source = new ConfigurationSource({
    dataFolder: configToFind(options).dataDir,
    file: readHere(options).file,
    read: (instead) => readHere(options, instead),
  })
  const { target: file, format, shownAs } = source
  const text = editText(source.readText() ?? '', change, { format, shownAs })
  const { config, faults } = source.reading(text)
  if (config === undefined) throw refusal(faults)
  refuseShadowed([...Object.keys(change.set), ...change.unset], config)
  if (dryRun) return { file, dryRun }
  try {
    const staged = await stageFile(file, text)
    await staged.commit()
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    throw configUnwritable.with({ cause }, shownAs, code)
  }
  return { file, dryRun }
}
