const hours = [600, 720, 840, 960, 1080]

/** The hours that a day offers: its own one among the round ones, and of today none that is over. */
export const minutesOn = (
  day: string | null,
  own: number | null,
  now: Readonly<{ today: string; minute: number }>,
): number[] =>
  [...new Set([...(own === null ? [] : [own]), ...hours])]
    .filter((minute) => day !== now.today || minute > now.minute)
    .toSorted((a, b) => a - b)
