const number = '-?\\d{1,4}(?:\\.\\d{1,4})?'
const positive = '\\d{1,4}(?:\\.\\d{1,4})?'
const unit = '(?:px|pt|em|rem|ex|ch|%)?'
const length = `${positive}${unit}`
const channel = `${positive}%?`
const color = `(?:#[0-9a-f]{3,8}|[a-z]{3,25}|(?:rgb|rgba|hsl|hsla)\\(\\s*${channel}(?:\\s*[, /]\\s*${channel}){2,3}\\s*\\))`
const line = '(?:none|solid|dashed|dotted|double|groove|ridge|inset|outset|hidden)'
const width = `(?:${length}|thin|medium|thick)`

const exactly = (pattern: string) => [
  new RegExp(`^\\s*(?:${pattern})\\s*(?:!important\\s*)?$`, 'iu'),
]
const oneToFour = (pattern: string) => exactly(`(?:${pattern})(?:\\s+(?:${pattern})){0,3}`)
const word = (...words: readonly string[]) => exactly(words.join('|'))

const sides = ['', '-top', '-right', '-bottom', '-left'] as const
const space = (name: string) =>
  sides.map((side) => [`${name}${side}`, oneToFour(`${length}|auto`)] as const)
const border = sides.map(
  (side) => [`border${side}`, exactly(`(?:(?:${width}|${line}|${color})\\s*){1,3}`)] as const,
)
const borderPart = (part: string, pattern: string) =>
  sides.map((side) => [`border${side}-${part}`, oneToFour(pattern)] as const)

/**
 * The styles of mails that are kept, each with the values it may have. No value with a bracket but
 * a colour: so nothing is loaded, and nothing reaches outside its place, for no position is here.
 */
export const allowedStyles = {
  '*': Object.fromEntries([
    ['color', exactly(color)],
    ['background-color', exactly(color)],
    ['background', exactly(color)],
    ['text-align', word('start', 'end', 'left', 'right', 'center', 'justify')],
    ['vertical-align', word('top', 'middle', 'bottom', 'baseline', 'sub', 'super')],
    ['direction', word('rtl', 'ltr')],
    // `bidi-override` shows a text backwards.
    ['unicode-bidi', word('isolate', 'plaintext', 'embed', 'normal')],
    ['font-weight', word('normal', 'bold', 'bolder', 'lighter', '[1-9]00')],
    ['font-style', word('normal', 'italic', 'oblique')],
    ['font-size', exactly(`${length}|(?:x{1,3}-|xx-)?(?:small|large)|medium|smaller|larger`)],
    ['font-family', exactly(`[\\p{L}\\p{N} ,'"._-]{1,300}`)],
    ['line-height', exactly(`normal|${length}`)],
    ['letter-spacing', exactly(`normal|${number}(?:px|pt|em)?`)],
    ['text-decoration', word('none', 'underline', 'line-through', 'overline')],
    ['text-transform', word('none', 'uppercase', 'lowercase', 'capitalize')],
    ['white-space', word('normal', 'nowrap', 'pre', 'pre-wrap', 'pre-line')],
    ['word-break', word('normal', 'break-all', 'keep-all', 'break-word')],
    ['overflow-wrap', word('normal', 'anywhere', 'break-word')],
    ['list-style-type', exactly('[a-z-]{3,30}')],
    [
      'display',
      word('block', 'inline', 'inline-block', 'table', 'table-row', 'table-cell', 'none'),
    ],
    ['width', exactly(`auto|${length}`)],
    ['max-width', exactly(`none|${length}`)],
    ['min-width', exactly(`auto|${length}`)],
    ['height', exactly(`auto|${length}`)],
    ['border-collapse', word('collapse', 'separate')],
    ['border-spacing', exactly(`${length}(?:\\s+${length})?`)],
    ['border-radius', oneToFour(length)],
    ['table-layout', word('auto', 'fixed')],
    ...space('margin'),
    ...space('padding'),
    ...border,
    ...borderPart('color', color),
    ...borderPart('style', line),
    ...borderPart('width', width),
  ]),
}
