import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';

/** Pixels of the PNG per unit of the SVG: sharp in print at column width. */
const SCALE = 2;

/** The typeface comes with the package, so that a picture is the same on every machine, also on one without fonts. */
const FONT_FILES = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'];

/** Renders an SVG of this library as PNG, in light colours, `scale` pixels a unit. */
export function svgToPng(svg: string, scale: number = SCALE): Uint8Array {
  const { resolve } = createRequire(import.meta.url);
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      fontFiles: FONT_FILES.map((file) => resolve(`@expo-google-fonts/inter/${file}`)),
      loadSystemFonts: false,
      defaultFontFamily: 'Inter',
    },
  });
  return image.render().asPng();
}
