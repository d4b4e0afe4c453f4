import type { AuditSource } from '../../audit/both/audit-source.ts'
import { filesSource } from '../../audit/both/files-source.ts'
import { librarySource } from '../../audit/both/library-source.ts'
import { locateDataFolder } from '../../instance/data-folder.ts'
import { withLibrary } from '../../library/with-library.ts'
import { type CommandContext, configToFind, type GlobalOptions } from '../command-line.ts'

/**
 * Does something with both chains of a data folder: that of the supervisor is read from its files, that
 * of the library asked of the instance that runs, or of one that runs for as long as it takes.
 */
export async function withSources<Result>(
  options: GlobalOptions,
  context: CommandContext,
  work: (sources: readonly AuditSource[]) => Promise<Result>,
): Promise<Result> {
  const folder = locateDataFolder(configToFind(options).dataDir)
  return withLibrary(options, context, {
    run: (webUrl, headers) => work([filesSource(folder), librarySource(webUrl, headers)]),
  })
}
