import type { DiskSpace } from './disk-space.ts'

/** How it stands: there is room, somebody should make some, or nothing must be written any more. */
export type DiskLevel = 'ample' | 'scarce' | 'critical'

/** So many bytes, or percent of the whole. */
export type SpaceThreshold = readonly [amount: number, unit: 'bytes' | 'percent']

/** Free space from which on a disk is scarce or critical. */
export interface DiskThresholds {
  readonly diskWarn: SpaceThreshold
  readonly diskCritical: SpaceThreshold
  /** Percent of all inodes. */
  readonly inodesWarn: number
  readonly inodesCritical: number
}

/** A level, and the resource that it is because of: the scarcest one. */
export interface DiskStatus {
  readonly level: DiskLevel
  readonly resource: 'bytes' | 'inodes'
  /** What is free of it. */
  readonly free: number
  /** The threshold of this level; of an ample disk the one that would be met first. */
  readonly limit: number
}

/** Nobody has looked yet. */
export const unknownDisk: DiskStatus = { level: 'ample', resource: 'bytes', free: 0, limit: 0 }

interface Resource {
  readonly resource: DiskStatus['resource']
  readonly free: number
  readonly total: number
  readonly warn: number
  readonly critical: number
}

const levels: readonly DiskLevel[] = ['ample', 'scarce', 'critical']

/** What must be free above a threshold before its level is left, so that a level does not flutter. */
const leavingMargin = 0.25

/**
 * How a disk stands. `last` is the level of before: it is left only with a margin, and the critical
 * one only with `reserveBytes` more, which somebody means to take back as soon as there is room.
 */
export function judgeDisk(
  space: DiskSpace,
  thresholds: DiskThresholds,
  { last, reserveBytes = 0 }: { readonly last: DiskLevel; readonly reserveBytes?: number },
): DiskStatus {
  return resourcesOf(space, thresholds)
    .map((resource) => judge(resource, last, resource.resource === 'bytes' ? reserveBytes : 0))
    .reduce((worst, next) => (rank(next) > rank(worst) ? next : worst))
}

function resourcesOf(space: DiskSpace, thresholds: DiskThresholds): readonly Resource[] {
  const { freeBytes, totalBytes, freeInodes, totalInodes } = space
  const { diskWarn, diskCritical, inodesWarn, inodesCritical } = thresholds
  const inBytes = ([amount, unit]: SpaceThreshold) =>
    unit === 'bytes' ? amount : (totalBytes * amount) / 100
  const bytes: Resource = {
    resource: 'bytes',
    free: freeBytes,
    total: totalBytes,
    warn: inBytes(diskWarn),
    critical: inBytes(diskCritical),
  }
  if (totalInodes === 0) return [bytes]
  const inodes: Resource = {
    resource: 'inodes',
    free: freeInodes,
    total: totalInodes,
    warn: (totalInodes * inodesWarn) / 100,
    critical: (totalInodes * inodesCritical) / 100,
  }
  return [bytes, inodes]
}

function judge(resource: Resource, last: DiskLevel, reserve: number): DiskStatus {
  const { free, critical } = resource
  const warn = Math.max(resource.warn, critical)
  const told = { resource: resource.resource, free }
  const stays = (level: DiskLevel) => levels.indexOf(last) >= levels.indexOf(level)
  const criticalUntil = stays('critical') ? leaving(critical, resource, reserve) : critical
  if (free < criticalUntil) return { ...told, level: 'critical', limit: critical }
  const scarceUntil = stays('scarce') ? leaving(warn, resource, 0) : warn
  return { ...told, level: free < scarceUntil ? 'scarce' : 'ample', limit: warn }
}

/** Never so high that it could not be met: a threshold may be nearly the whole disk. */
function leaving(threshold: number, { total }: Resource, reserve: number): number {
  if (threshold === 0) return 0
  return threshold + Math.min(threshold * leavingMargin + reserve, (total - threshold) / 2)
}

const rank = ({ level }: DiskStatus) => levels.indexOf(level)
