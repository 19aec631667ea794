import { z } from 'zod'
import {
  choices,
  houseLanguage,
  linkEnd,
  meaningsOf,
  placesOf,
  StandingText,
  type TemplateVariable,
} from '#core/messaging/channel-template.ts'
import { choiceWords, sampleOf } from '#core/messaging/template-proposals.ts'
import {
  type ChannelTemplate,
  type SaveChannelTemplate,
  TemplateCategory,
} from '#core/messaging/templates-api.ts'
import { partsOf } from '#core/messaging/written-template.ts'

export const headerFormats = ['none', 'text', 'image', 'document'] as const

const Button = z.object({
  /** Names it in the form alone. */
  key: z.string(),
  kind: z.enum(['quick_reply', 'url', 'phone']),
  text: z.string().trim().max(25).default(''),
  url: z.string().trim().max(2000).default(''),
  phone: z.string().trim().max(20).default(''),
})
export type ButtonValues = z.infer<typeof Button>

/** Said of a place that only a person can fill. */
export const byHand = 'by_hand'

const Place = z.object({ example: z.string().max(200).optional(), means: z.string().optional() })

/** What a form of a template holds: the places by their names, however the words change around them. */
export const TemplateValues = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/),
  category: TemplateCategory,
  standsFor: StandingText.optional(),
  headerFormat: z.enum(headerFormats),
  headerText: z.string().trim().max(60).optional(),
  sample: z.object({ id: z.string(), name: z.string(), link: z.string() }).optional(),
  body: z.string().trim().min(1).max(1024),
  footer: z.string().trim().max(60).optional(),
  buttons: z.array(Button).max(10),
  places: z.record(z.string(), Place),
})
export type TemplateValues = z.infer<typeof TemplateValues>

/** While it is typed nothing of it need be right yet. */
const Typed = z.object({
  name: z.string().catch(''),
  language: z.string().catch('ar'),
  category: TemplateCategory.catch('utility'),
  standsFor: StandingText.optional().catch(undefined),
  headerFormat: z.enum(headerFormats).catch('none'),
  headerText: z.string().optional().catch(undefined),
  sample: TemplateValues.shape.sample.catch(undefined),
  body: z.string().catch(''),
  footer: z.string().optional().catch(undefined),
  buttons: z.array(Button).catch([]),
  places: TemplateValues.shape.places.catch({}),
})

/** A form as it stands, read without complaint. */
export const typedOf = (get: (path: string) => unknown): TemplateValues =>
  Typed.parse(Object.fromEntries(Object.keys(Typed.shape).map((path) => [path, get(path)])))

/** The name of a place in the form: what a button carries goes by the button's place. */
export const placeKey = ({ part, name, button }: TemplateVariable): string =>
  button === undefined ? `${part}-${name}` : `${part}-${button}`

type Written = Omit<SaveChannelTemplate, 'id' | 'accountId'>

function headerOf(values: TemplateValues): Written['header'] {
  const { headerFormat: format, headerText: text, sample } = values
  if (format === 'text') return text ? { format, text } : undefined
  if (format === 'none') return undefined
  return { format, fileId: sample?.id ?? '' }
}

function likelyMeaning(values: TemplateValues, place: TemplateVariable): string | null {
  const language = houseLanguage(values.language) ?? 'ar'
  if (place.part === 'reply')
    return choices.find((choice) => choiceWords[language][choice] === place.name) ?? null
  const meanings = meaningsOf(values.standsFor ?? 'free', place.part)
  if (place.part === 'button') return meanings[0] ?? null
  return meanings.find((meaning) => meaning === place.name) ?? null
}

/** A place with what was said of it, else with what its name says by itself. */
function filledPlace(values: TemplateValues, place: TemplateVariable): TemplateVariable {
  const said = values.places[placeKey(place)]
  const asked = said?.means ?? likelyMeaning(values, place)
  const means = asked === byHand ? null : asked
  const language = houseLanguage(values.language) ?? 'ar'
  const likely = place.part === 'button' ? linkEnd : (means ?? place.name)
  const example = said?.example ?? (place.part === 'reply' ? '' : sampleOf(language, likely))
  return { ...place, means, example: example ?? '' }
}

/** The places of a template as its words make them, each with its example and its meaning. */
export function placesIn(values: TemplateValues): TemplateVariable[] {
  const parts = partsOf({ ...values, header: headerOf(values), buttons: values.buttons })
  return placesOf(parts).map((place) => filledPlace(values, place))
}

/** A form as the wire takes it. */
export const writtenOf = (values: TemplateValues): Written => ({
  name: values.name,
  language: values.language,
  category: values.category,
  header: headerOf(values),
  body: values.body,
  ...(values.footer && { footer: values.footer }),
  buttons: values.buttons.map(({ kind, text, url, phone }) => {
    if (kind === 'url') return { kind, text, url }
    return kind === 'phone' ? { kind, text, phone } : { kind, text }
  }),
  standsFor: values.standsFor ?? null,
  variables: placesIn(values),
})

const Kind = Button.shape.kind

/** A template that stands, as a form begins with it. */
export function valuesOf(row: ChannelTemplate, newKey: () => string): TemplateValues {
  const { header, body, footer, buttons } = row.parts
  const format = headerFormats.find((each) => each === header?.format) ?? 'none'
  const sample =
    header?.fileId && row.headerFile ? { id: header.fileId, ...row.headerFile } : undefined
  return {
    name: row.name,
    language: row.language,
    category: row.category,
    ...(row.standsFor && { standsFor: row.standsFor }),
    headerFormat: format,
    ...(header?.text && { headerText: header.text }),
    ...(sample && { sample }),
    body,
    ...(footer && { footer }),
    buttons: buttons.flatMap(({ kind, text, url = '' }): ButtonValues[] => {
      const known = Kind.safeParse(kind)
      if (!known.success) return []
      const phone = known.data === 'phone'
      return [
        { key: newKey(), kind: known.data, text, url: phone ? '' : url, phone: phone ? url : '' },
      ]
    }),
    places: Object.fromEntries(
      row.variables.map((place) => [
        placeKey(place),
        { example: place.example, means: place.means ?? byHand },
      ]),
    ),
  }
}
