import { Select, TextInput } from '@mantine/core'
import {
  meaningsOf,
  type StandingText,
  type TemplateVariable,
} from '#core/messaging/channel-template.ts'
import { useFormAround } from '#web/ui/form/form-page.tsx'
import { Ltr } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { useMeaning } from './meaning.ts'
import { dirOf } from './state.ts'
import css from './templates.module.css'
import { byHand, placeKey, placesIn, typedOf } from './values.ts'

type Change = Readonly<{ example?: string; means?: string }>

/** Every place of a template: what the review sees in it, and what fills it in earnest. */
export function PlacesPart() {
  const form = useFormAround()
  const values = typedOf(form.get)
  return (
    <Places
      places={placesIn(values)}
      standsFor={values.standsFor}
      language={values.language}
      onChange={(place, change) => {
        const key = placeKey(place)
        form.set('places', { ...values.places, [key]: { ...values.places[key], ...change } })
      }}
    />
  )
}

type Props = Readonly<{
  places: readonly TemplateVariable[]
  standsFor: StandingText | undefined
  language: string
  /** Examples belong to the review: what stands there already has had its own. */
  reviewed?: boolean
  onChange: (place: TemplateVariable, change: Change) => void
}>

export function Places({ places, standsFor, language, reviewed = false, onChange }: Props) {
  const t = useWords('messaging')
  if (places.length === 0) return null
  return (
    <fieldset className={css['group']}>
      <legend>{t('template_places')}</legend>
      <p>{t('template_places_hint')}</p>
      {places.map((place) => (
        <div key={placeKey(place)} className={css['line']}>
          <OnePlace {...{ place, standsFor, language, reviewed, onChange }} />
        </div>
      ))}
    </fieldset>
  )
}

type OneProps = Omit<Required<Props>, 'places'> & Readonly<{ place: TemplateVariable }>

function OnePlace({ place, standsFor, language, reviewed, onChange }: OneProps) {
  const t = useWords('messaging')
  const meaning = useMeaning()
  const reply = place.part === 'reply'
  const options = meaningsOf(standsFor ?? 'free', place.part)
  const kept = place.means !== null && !options.includes(place.means) ? [place.means] : []
  return (
    <>
      <b className={css['place']}>
        {reply ? <bdi>{place.name}</bdi> : <Ltr>{`{{${place.name}}}`}</Ltr>}
      </b>
      {!reply && !reviewed && (
        <TextInput
          label={t('place_example')}
          value={place.example}
          dir={dirOf(language)}
          maxLength={200}
          onChange={({ currentTarget: { value } }) => onChange(place, { example: value })}
        />
      )}
      <Select
        label={t(reply ? 'button_means' : 'place_means')}
        allowDeselect={false}
        data={[
          { value: byHand, label: t(reply ? 'button_means_none' : 'place_by_hand') },
          ...[...options, ...kept].map((value) => ({ value, label: meaning(value) })),
        ]}
        value={place.means ?? byHand}
        onChange={(value) => onChange(place, { means: value ?? byHand })}
      />
    </>
  )
}
