import { unknownField } from './gemini-errors.js';

/** The members of the messages that the program may send, as Google's description of v1beta lists them. */
export const FIELDS = {
  GenerateContentRequest:
    'model contents systemInstruction generationConfig safetySettings tools toolConfig cachedContent store serviceTier',
  GenerationConfig:
    'candidateCount stopSequences maxOutputTokens temperature topP topK seed responseMimeType responseSchema ' +
    'responseJsonSchema audioTranscriptionConfig presencePenalty frequencyPenalty responseLogprobs logprobs ' +
    'enableEnhancedCivicAnswers responseModalities speechConfig thinkingConfig imageConfig mediaResolution ' +
    'enableAffectiveDialog translationConfig responseFormat',
  ThinkingConfig: 'includeThoughts thinkingBudget thinkingLevel',
  Content: 'role parts',
  Part:
    'text inlineData fileData functionCall functionResponse executableCode codeExecutionResult thought ' +
    'thoughtSignature videoMetadata partMetadata mediaResolution mediaProcessing toolCall toolResponse',
  Blob: 'mimeType data',
  BatchEmbedContentsRequest: 'requests',
  EmbedContentRequest: 'model content taskType title outputDimensionality embedContentConfig',
} as const;

type Message = keyof typeof FIELDS;

/** Which member holds which message, or a list of them. */
const BELOW: Readonly<Partial<Record<Message, Readonly<Record<string, Message>>>>> = {
  GenerateContentRequest: { contents: 'Content', systemInstruction: 'Content', generationConfig: 'GenerationConfig' },
  GenerationConfig: { thinkingConfig: 'ThinkingConfig' },
  Content: { parts: 'Part' },
  Part: { inlineData: 'Blob' },
  BatchEmbedContentsRequest: { requests: 'EmbedContentRequest' },
  EmbedContentRequest: { content: 'Content' },
};

/** @throws GoogleError 400 for a member that the message does not have, at any depth */
export function checkFields(message: Message, value: unknown, where = ''): void {
  if (Array.isArray(value)) {
    value.forEach((each, at) => {
      checkFields(message, each, `${where}[${at}]`);
    });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (!FIELDS[message].split(' ').includes(name)) throw unknownField(name, where);
    const below = BELOW[message]?.[name];
    if (below !== undefined) checkFields(below, member, where === '' ? name : `${where}.${name}`);
  }
}
