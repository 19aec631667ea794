import { ActionIcon, Button, FileButton } from '@mantine/core'
import { IconPaperclip, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { mostPaperBytes } from '#core/paper.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { base64Of, paperKinds } from '#web/read-file.ts'
import { refusalOf } from '#web/refusal.ts'
import { useWords } from '#web/words.ts'
import css from './form.module.css'

type Waiting = Readonly<{ id: string; file: File; why?: string }>

/** Papers that were chosen and have not arrived yet; what the house did not take stays with its reason. */
export function usePapers(token: string) {
  const say = useWords('refusals')
  const [files, setFiles] = useState<readonly Waiting[]>([])
  const send = async () => {
    const left: Waiting[] = []
    for (const { id, file } of files)
      try {
        const content = await base64Of(file)
        const name = file.name.slice(0, 200)
        await client.credit.attachOnForm({ token, documentId: id, name, content })
      } catch (error) {
        const { code, facts } = refusalOf(error)
        left.push({ id: newId(), file, why: say(code, facts) })
      }
    setFiles(left)
  }
  return {
    files,
    add: (file: File) => setFiles((before) => [...before, { id: newId(), file }]),
    drop: (id: string) => setFiles((before) => before.filter((each) => each.id !== id)),
    send,
  }
}

type Props = Readonly<{ papers: ReturnType<typeof usePapers>; room: number }>

/** Chooses papers, and says of each that did not arrive why. */
export function Papers({ papers, room }: Props) {
  const t = useWords('creditForms')
  const [large, setLarge] = useState(false)
  const { files } = papers
  return (
    <>
      {files.length > 0 && (
        <ul className={css['files']}>
          {files.map(({ id, file, why }) => (
            <li key={id}>
              <div>
                <bdi dir="ltr">{file.name}</bdi>
                {why && (
                  <p role="alert" className={css['hint']}>
                    {t('paper_failed', { why })}
                  </p>
                )}
              </div>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={44}
                aria-label={t('paper_remove', { name: file.name })}
                onClick={() => papers.drop(id)}
              >
                <IconX size={18} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {large && (
        <p role="alert" className={css['refused']}>
          {t('paper_large')}
        </p>
      )}
      {files.length < room && (
        <FileButton
          accept={paperKinds}
          onChange={(file) => {
            setLarge(file !== null && file.size > mostPaperBytes)
            if (file && file.size <= mostPaperBytes) papers.add(file)
          }}
        >
          {(button) => (
            <Button
              {...button}
              variant="default"
              size="md"
              leftSection={<IconPaperclip size={18} />}
            >
              {t('paper_pick')}
            </Button>
          )}
        </FileButton>
      )}
    </>
  )
}
