import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { documentTexts, meaningsOf } from '#core/messaging/channel-template.ts'
import type { Sample } from '#core/messaging/templates-api.ts'
import { toBase64 } from '#web/base64.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { refusalOf } from '#web/refusal.ts'
import { TextField, useField } from '#web/ui/form/fields.tsx'
import { useFormAround } from '#web/ui/form/form-page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useMeaning } from './meaning.ts'
import { dirOf } from './state.ts'
import css from './templates.module.css'
import { headerFormats, typedOf } from './values.ts'

/** What stands above the words: nothing, a line, a picture or a document. */
export function HeaderPart() {
  const t = useWords('messaging')
  const form = useFormAround()
  const { headerFormat, standsFor } = typedOf(form.get)
  const files = standsFor === undefined || standsFor === 'free' || documentTexts.has(standsFor)
  return (
    <fieldset className={css['group']}>
      <legend>{t('template_header')}</legend>
      <SegmentedControl
        value={headerFormat}
        onChange={(value) => {
          form.set('headerFormat', value)
          form.set('sample', undefined)
        }}
        data={headerFormats.map((value) => ({
          value,
          label: t(`header_${value}`),
          disabled: value === 'document' && !files,
        }))}
      />
      {!files && <p>{t('header_document_only')}</p>}
      {headerFormat === 'text' && (
        <TextField path="headerText" label={t('header_text_label')} maxLength={60} />
      )}
      {(headerFormat === 'image' || headerFormat === 'document') && (
        <SampleField format={headerFormat} />
      )}
    </fieldset>
  )
}

const accepted = { image: 'image/jpeg,image/png', document: 'application/pdf,.pdf' } as const

function SampleField({ format }: Pick<Sample, 'format'>) {
  const t = useWords('messaging')
  const say = useWords('refusals')
  const form = useFormAround()
  const [busy, setBusy] = useState(false)
  const id = useId()
  const { sample } = typedOf(form.get)
  const problem = form.asked && !sample
  const take = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    try {
      const content = await toBase64(file)
      const kept = await client.messaging.uploadSample({ id: newId(), name: file.name, content })
      if (kept.format === format) form.set('sample', kept)
      else toast.failed(say('file.kind_refused'))
    } catch (error) {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={css['sample']}>
      <Button component="label" htmlFor={id} variant="default" loading={busy}>
        {t(sample ? 'header_change' : 'header_choose')}
      </Button>
      <input
        id={id}
        type="file"
        className="visually-hidden"
        accept={accepted[format]}
        onChange={({ currentTarget: { files } }) => void take(files?.[0])}
      />
      {sample && <bdi dir="ltr">{sample.name}</bdi>}
      <p>{t(`header_${format}_hint`)}</p>
      {problem && <p className={css['wrong']}>{t('header_missing')}</p>}
    </div>
  )
}

/** The words, with the places that the house can fill. */
export function BodyPart() {
  const t = useWords('messaging')
  const form = useFormAround()
  const { value, set, props } = useField({
    path: 'body',
    label: t('template_body'),
    hint: t('template_body_hint'),
  })
  const { language, standsFor } = typedOf(form.get)
  const text = typeof value === 'string' ? value : ''
  const places = meaningsOf(standsFor ?? 'free', 'body')
  const meaning = useMeaning()
  return (
    <>
      <Textarea
        {...props}
        value={text}
        autosize
        minRows={5}
        dir={dirOf(language)}
        onChange={({ currentTarget }) => set(currentTarget.value)}
      />
      <fieldset className={css['inserts']} aria-label={t('template_insert')}>
        {places.map((name) => (
          <Button
            key={name}
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={13} />}
            onClick={() => set(`${text.trimEnd()} {{${name}}} `.trimStart())}
          >
            {meaning(name)}
          </Button>
        ))}
      </fieldset>
    </>
  )
}
