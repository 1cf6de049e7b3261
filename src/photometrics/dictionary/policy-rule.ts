/**
 * How a policy is made from a dictionary. `text`: prompts choose transforms, and one in which the model sees no photometric change the identity;
 * `any-text`: every prompt chooses, whatever it says; `matched-random`: as `text`, with the weights given to random transforms that change pixels as much;
 * `uniform`: all transforms alike; `real-images`: real images of the target weathers choose.
 */
export type PolicyRule = 'text' | 'any-text' | 'matched-random' | 'uniform' | 'real-images';
