/**
 * What the interpreter runs: it reads `{ code, input, memoryBytes }` as JSON from its standard input, runs the code as the body of a
 * function and writes one JSON object to its standard output: `{"value"}`, `{"notJson"}`, `{"memory"}` or `{"error", "line", "traceback"}`.
 * Everything that the code or its children print goes to stderr, so nothing can be mistaken for the result. The code becomes a function by
 * its syntax tree, not by its text, so that its line numbers stay what they are.
 */
export const bootstrap = `
import ast, io, json, linecache, math, os, sys, traceback

NAME = "script.py"
channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)
order = json.loads(sys.stdin.buffer.read())
code = order["code"]

def limit_memory(size):
    try:
        import resource
        kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
        resource.setrlimit(kind, (size, size))
    except (ImportError, AttributeError, ValueError, OSError):
        pass

class NotJson(Exception):
    pass

def check(value, path, parents):
    if value is None or isinstance(value, (str, bool)):
        return
    if isinstance(value, int):
        if abs(value) > 2 ** 53:
            raise NotJson(f"{path} is {value}, which is too large to stay exact. Return it as text: str(...).")
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise NotJson(f"{path} is {value}, which JSON cannot hold.")
    elif isinstance(value, (list, tuple, dict)):
        if id(value) in parents:
            raise NotJson(f"{path} is part of itself, which JSON cannot hold.")
        if len(parents) >= 500:
            raise NotJson(f"{path} is nested deeper than 500 levels.")
        inner = parents | {id(value)}
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            if isinstance(value, dict) and not isinstance(key, str):
                raise NotJson(f"{path} has the key {key!r}; keys must be text.")
            check(item, f"{path}.{key}" if isinstance(value, dict) else f"{path}[{key}]", inner)
    else:
        raise NotJson(f"{path} is of type {type(value).__name__}, which JSON cannot hold.")

def compile_body():
    tree = ast.parse("def script(input): pass")
    tree.body[0].body = ast.parse(code, NAME).body or tree.body[0].body
    space = {"__name__": "__script__"}
    exec(compile(tree, NAME, "exec"), space)
    return space["script"]

def own_line(error):
    if isinstance(error, SyntaxError) and error.filename == NAME:
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == NAME]
    return lines[-1] if lines else None

def describe(error):
    last = traceback.format_exception_only(type(error), error)[-1].strip()
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != "<string>"]
    return {"error": last[:4000], "line": own_line(error), "traceback": "".join(traceback.format_list(frames))[-8000:] + last[:4000]}

def run():
    linecache.cache[NAME] = (len(code), None, code.splitlines(True), NAME)
    limit_memory(order["memoryBytes"])
    try:
        value = compile_body()(order["input"])
        check(value, "The result", frozenset())
        return {"value": value}
    except NotJson as error:
        return {"notJson": str(error)}
    except MemoryError:
        return {"memory": True}
    except SystemExit as error:
        return {"error": f"The code called sys.exit({error.code!r}); return instead.", "line": own_line(error), "traceback": ""}
    except BaseException as error:
        return describe(error)

answer = run()
sys.stdout.flush()
json.dump(answer, channel)
channel.close()
`;
