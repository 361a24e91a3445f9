// Turns the types of src/results.ts into JSON Schemas, for `npm run docs`: what a program prints cannot be described
// otherwise than by the types that the compiler holds it to.
import { join } from 'node:path';
import { ArrayType, createFormatter, createParser, createProgram, SchemaGenerator } from 'ts-json-schema-generator';

/** Lists that make their elements when asked are printed as arrays. */
const listsAsArrays = (elements) => ({
  supportsNode: (node) => node.typeName?.getText?.() === 'Listed',
  createType: (node, context) => new ArrayType(elements.createType(node.typeArguments[0], context)),
});

/** One schema with a property for each member of `Results` and `Failures`, nothing referred to. */
export function resultSchemas(root) {
  const config = {
    path: join(root, 'src/results.ts'),
    tsconfig: join(root, 'tsconfig.json'),
    expose: 'none',
    topRef: false,
    jsDoc: 'extended',
    functions: 'hide',
    skipTypeCheck: true,
    // Whoever publishes them opens them; with true this generator forgets the types of inherited fields.
    additionalProperties: false,
  };
  const program = createProgram(config);
  const parser = createParser(program, config, (chain) => chain.addNodeParser(listsAsArrays(chain)));
  const generator = new SchemaGenerator(program, parser, createFormatter(config), config);
  return { ...generator.createSchema('Results').properties, ...generator.createSchema('Failures').properties };
}
