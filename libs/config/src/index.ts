export { changedSettings } from './changes/changed-settings.ts'
export { editText, type TextChange } from './changes/edit-text.ts'
export { keepSettings } from './changes/keep-settings.ts'
export { type ChildEnvironmentOptions, childEnvironment } from './child-environment.ts'
export type { Config } from './config.ts'
export { changeInWords } from './description/change-words.ts'
export {
  describeSettings,
  explainSetting,
  type SettingDescription,
} from './description/describe-settings.ts'
export { jsonSchema } from './description/json-schema.ts'
export {
  type DetectedEnvironment,
  type EvidenceLine,
  environmentOf,
  type Following,
  type Situation,
} from './environment-detection/detected-environment.ts'
export { gatherEvidence } from './environment-detection/gather-evidence.ts'
export { foreignVariables } from './foreign-variables.ts'
export { parseDuration } from './formats/duration.ts'
export { isLoopback } from './formats/loopback.ts'
export type { ProfileSetting } from './formats/profiles.ts'
export {
  type FileSinkSetting,
  type LogSinkSetting,
  type LokiSinkSetting,
  type OtlpSinkSetting,
  type SyslogSinkSetting,
  syslogFacilities,
} from './formats/sinks/log-sink.ts'
export {
  type LibraryPlace,
  libraryPlaceOf,
  type PostgresPlace,
  type SqlitePlace,
} from './library/library-place.ts'
export { checkConfig } from './loading/check-config.ts'
export { type ConfigFault, refusal } from './loading/faults.ts'
export { configFileOf, noticesOf } from './loading/knowledge.ts'
export { loadConfig } from './loading/load-config.ts'
export {
  type ConfigReading,
  type LoadConfigOptions,
  readConfiguration,
} from './loading/read-configuration.ts'
export {
  type DescribedSetting,
  describeConfig,
} from './origins/describe-config.ts'
export type { Origin, OriginKind } from './origins/origin.ts'
export { deriveConfig } from './origins/origins-of.ts'
export { preparePrivateFolder } from './private-folder.ts'
export type { ChangeKind } from './sections/section.ts'
export { envPlaces } from './sources/env-file.ts'
export {
  type Environment,
  failpointsAsked,
  instanceKey,
  isSupervised,
  localKeyHash,
} from './sources/environment.ts'
export { type FileFormat, formatOf } from './sources/file/config-file.ts'
export type { FilePlace, Notice } from './sources/given.ts'
export { toEnvironment } from './to-environment.ts'
export { mcpUrlOf } from './urls/mcp-url.ts'
export { supervisorUrlOf } from './urls/supervisor-url.ts'
export { version } from './version.ts'
