import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { standingTexts } from '#core/messaging/channel-template.ts'
import {
  type ChannelTemplate,
  type SaveChannelTemplate,
  TemplateCategory,
} from '#core/messaging/templates-api.ts'
import { partsOf, wrongWith } from '#core/messaging/written-template.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { SelectField, TextField } from '#web/ui/form/fields.tsx'
import { FormPage, Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Why } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import { ButtonsPart } from './buttons.tsx'
import { BodyPart, HeaderPart } from './fields.tsx'
import { TemplatePhone } from './phone.tsx'
import { PlacesPart } from './places.tsx'
import { Refused } from './refused.tsx'
import { RemoveTemplate } from './remove-template.tsx'
import { templatesPath } from './state.ts'
import css from './templates.module.css'
import { placesIn, TemplateValues, typedOf, valuesOf, writtenOf } from './values.ts'

const blank = {
  ...{ name: '', language: 'ar', category: 'utility', standsFor: 'free' },
  ...{ headerFormat: 'none', body: '', buttons: [], places: {} },
}

type Props = Readonly<{
  accountId: string
  /** What is edited, or what a new one is a copy of. */
  first?: ChannelTemplate | undefined
  copy?: boolean
}>

/** Writes a template, beside how it will stand on the customer's phone. */
export function TemplateForm({ accountId, first, copy = false }: Props) {
  const t = useWords('messaging')
  const go = useGo()
  const known = first && !copy
  const [id] = useState(() => (known ? first.id : newId()))
  const [kept] = useState(() => first && valuesOf(first, newId))
  const draftOnly = useRef(false)
  const save = useChange(async (row: SaveChannelTemplate) => {
    await client.messaging.saveChannelTemplate(row)
    if (!draftOnly.current) await client.messaging.submitTemplate({ id })
  })
  const form = useForm({
    schema: TemplateValues,
    initial: kept ? { ...kept, ...(copy && { name: `${kept.name}_2` }) } : blank,
    save: async (values) => {
      const only = draftOnly.current
      try {
        await save.mutateAsync({ id, accountId, ...writtenOf(values) })
      } finally {
        draftOnly.current = false
      }
      toast.said(t(only ? 'draft_saved' : 'template_handed_in'))
      go(`${templatesPath}?account=${accountId}`)
    },
  })
  return (
    <FormPage
      form={form}
      title={t(known ? 'template_edit' : 'template_new')}
      hint={t('template_page_hint')}
      submit={t('save_and_hand_in')}
      more={
        <>
          <Button
            variant="default"
            onClick={() => {
              draftOnly.current = true
              void form.submit()
            }}
          >
            {t('save_draft')}
          </Button>
          {known && <RemoveTemplate row={first} />}
        </>
      }
      onCancel={() => go(`${templatesPath}?account=${accountId}`)}
      aside={<Aside get={form.get} />}
    >
      {known && first.reason && <Refused reason={first.reason} />}
      <Head known={Boolean(known)} />
      <HeaderPart />
      <BodyPart />
      <TextField path="footer" label={t('template_footer')} maxLength={60} optional />
      <ButtonsPart />
      <PlacesPart />
    </FormPage>
  )
}

function Head({ known }: { known: boolean }) {
  const t = useWords('messaging')
  const form = useFormAround()
  const { category } = typedOf(form.get)
  const wrong = (value: unknown) => (value === '' ? undefined : t('template_name_wrong'))
  return (
    <>
      <TextField
        path="name"
        label={t('template_name')}
        hint={t('template_name_hint')}
        ltr
        maxLength={512}
        disabled={known}
        wrong={wrong}
      />
      <Pair>
        <SelectField
          path="language"
          label={t('template_language')}
          disabled={known}
          options={[
            { value: 'ar', label: t('arabic') },
            { value: 'en', label: t('english') },
          ]}
        />
        <SelectField
          path="category"
          label={t('template_category')}
          options={TemplateCategory.options.map((value) => ({
            value,
            label: t(`category_${value}`),
          }))}
          hint={t(`price_${category}`)}
        />
      </Pair>
      <SelectField
        path="standsFor"
        label={t('template_stands_for')}
        hint={t('template_stands_for_hint')}
        options={standingTexts.map((value) => ({
          value,
          label: t(value === 'free' ? 'template_not_used' : `stands_${value}`),
        }))}
      />
    </>
  )
}

/** How it will stand on the phone, and what would be refused about it. */
function Aside({ get }: { get: (path: string) => unknown }) {
  const t = useWords('messaging')
  const values = typedOf(get)
  const written = writtenOf(values)
  const wrong = values.body === '' ? [] : wrongWith(written)
  const meant = values.standsFor === undefined || values.standsFor === 'free'
  const unmeant = !meant && placesIn(values).some(({ means }) => means === null)
  return (
    <div className={css['aside']}>
      <h2>{t('template_seen')}</h2>
      <TemplatePhone
        language={values.language}
        parts={partsOf(written)}
        variables={written.variables}
        headerFile={values.sample ?? null}
      />
      <div className={css['verdict']} aria-live="polite">
        {values.body !== '' && wrong.length === 0 && t('template_fine')}
        {wrong.length > 0 && (
          <>
            {t('template_wrong')}
            <ul>
              {wrong.map((problem) => (
                <li key={problem}>{t(`problem_${problem}`)}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      {unmeant && <Why>{t('template_unmeant')}</Why>}
    </div>
  )
}
