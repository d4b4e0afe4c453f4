import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const entry = fileURLToPath(new URL('../../public/scripts/editor/start.js', import.meta.url))

/**
 * The editor's script with the packages that it needs, in one file, made anew from what stands in
 * the sources. Only development asks for it: the built program has the file beside it, and not
 * this module.
 */
export async function bundleEditorScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'esnext',
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}
