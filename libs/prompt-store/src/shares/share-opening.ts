/** A link that was opened, as it stands now: openings in quick succession are told of as one. */
export interface ShareOpening {
  /** Counts the openings of all links; the last one of this link. */
  readonly opening: number
  /** The id of the share. */
  readonly share: string
  /** The prompt's id, and its name today. */
  readonly prompt: string
  readonly name: string
  /** How often this link was opened so far. */
  readonly views: number
  /** RFC 3339, in UTC. */
  readonly at: string
}

/** Which links were opened after some opening. */
export interface ShareOpenings {
  /** Those opened longest ago first. */
  readonly items: readonly ShareOpening[]
  /** The number of the last opening of all. */
  readonly last: number
}
