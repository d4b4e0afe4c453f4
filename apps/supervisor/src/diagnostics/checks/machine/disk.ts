import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { createDiskChecks, type HealthCheck } from '@promptbin/health'
import { createDataFolderChecks } from '../../../checks/system/data-folder-checks.ts'
import type { DiagnosticCheck } from '../../check.ts'
import type { FindingOf } from '../../finding.ts'
import type { Scene } from '../../scene.ts'
import { adopted } from '../health-check-sight.ts'

const makeRoom =
  'Remove what is not needed from that disk, or keep fewer logs: promptbin config set logging.max_total 50MB; docs/operations/disk-full.md'

/** Whether the disk of the data folder has room, takes what is written, and is one for a database. */
export const diskChecks: readonly DiagnosticCheck[] = [
  adopted({
    name: 'disk:bytes',
    title: 'whether there is room on the disk of the data folder',
    skips: skipsWithoutFolder,
    fix: () => makeRoom,
    check: (scene) => diskCheck(scene, 'disk:bytes'),
  }),
  adopted({
    name: 'disk:inodes',
    title: 'whether that disk has room for more files',
    skips: skipsWithoutFolder,
    fix: () =>
      'Remove small files that are not needed from that disk (df -i tells how many there are).',
    check: (scene) => diskCheck(scene, 'disk:inodes'),
  }),
  adopted({
    name: 'disk:write',
    title: 'whether what is written there reaches the disk, and when',
    skips: skipsWithoutFolder,
    fix: () =>
      'See whether that disk is failing or far away (dmesg, mount); the library belongs on a local one.',
    check: ({ folder }) =>
      createDataFolderChecks(folder.path).find(({ name }) => name === 'dataFolder:write'),
  }),
  {
    name: 'disk:filesystem',
    title: 'whether that disk is one on which a database is safe',
    skips: (scene) =>
      scene.library.place.system === 'postgresql'
        ? 'PostgreSQL has the library'
        : skipsWithoutFolder(scene),
    run: async ({ folder }) => {
      const { type } = await statfs(folder.path)
      const name = networkFileSystems[type]
      return {
        observed: name ?? 'local',
        findings: name === undefined ? [] : [remote(folder.path, name)],
      }
    },
  },
]

function skipsWithoutFolder({ folder }: Scene): string | undefined {
  return existsSync(folder.path) ? undefined : 'there is no data folder yet'
}

function diskCheck({ folder, config }: Scene, name: string): HealthCheck | undefined {
  const thresholds = config.monitoring
  return createDiskChecks({ folder: folder.path, thresholds }).find((check) => check.name === name)
}

/** By the number that statfs(2) of Linux gives. */
const networkFileSystems: Readonly<Record<number, string>> = {
  26985: 'NFS',
  20859: 'SMB',
  4283649346: 'CIFS',
  4266872130: 'SMB2',
}

/** sqlite.org/wal.html: all processes share memory by a file, which these do not keep in step. */
function remote(path: string, name: string): FindingOf {
  return {
    severity: 'error',
    class: 'configuration',
    evidence: `${path} is on a disk of another machine (${name}), where SQLite may damage the library.`,
    fix: 'Move the folder to a disk of this machine, and name it with PROMPTBIN_DATA_DIR.',
  }
}
