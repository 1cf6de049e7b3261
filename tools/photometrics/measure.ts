// `npm run photometric-dictionary`, `npm run photometric-shifts`, `npm run photometric-law`, `npm run photometric-confidence`, `npm run photometric-movers`, `npm run photometric-policies`: what text chooses among photometric transforms, measured with the built-in model (docs/photometrics.md).
import { measureInNode, type PhotometricMeasure } from './measure-in-node';

await measureInNode((process.argv[2] ?? 'shifts') as PhotometricMeasure);
