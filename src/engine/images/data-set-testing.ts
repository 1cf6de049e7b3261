/** Small data sets for tests of the floors above, which must not know `src/data` itself. */
export {
  decodeText,
  diverseWeatherTexts,
  namedBlobs,
  vocTexts,
  yoloTexts,
  zipBlob,
  type Texts,
} from '../../data/testing';
