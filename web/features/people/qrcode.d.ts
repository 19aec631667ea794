declare module 'qrcode' {
  /** Draws the square of a text on a canvas. */
  export function toCanvas(
    canvas: HTMLCanvasElement,
    text: string,
    options: { width: number; margin: number },
  ): Promise<void>
}
