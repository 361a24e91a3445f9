"""Runs a command on a pseudo-terminal of a given size and prints what it wrote there.

usage: [LINES=24] in-a-terminal.py COLUMNS [--when TEXT KEYS]... COMMAND...

Each time TEXT has been written, KEYS are pressed; `SIGTERM` or another signal's name is sent instead. In the end stderr
names what the terminal still does by itself: `echo`, `lines` (it hands over whole lines) and `signals` (Ctrl-C is one).
"""
import fcntl, os, pty, signal, struct, sys, termios

columns, command = int(sys.argv[1]), sys.argv[2:]
steps = []
while command[0] == "--when":
    steps.append((command[1].encode(), command[2]))
    command = command[3:]
child, terminal = pty.fork()
if child == 0:
    # The size is there before the program looks at it.
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", int(os.environ.get("LINES", "24")), columns, 0, 0))
    os.execvp(command[0], command)
written, seen = b"", 0
while True:
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        break
    if not piece:
        break
    written += piece
    while steps and steps[0][0] in written[seen:]:
        text, keys = steps.pop(0)
        seen = written.index(text, seen) + len(text)
        if keys.startswith("SIG"):
            os.kill(child, getattr(signal, keys))
        else:
            os.write(terminal, keys.encode())
_, status = os.waitpid(child, 0)
modes = termios.tcgetattr(terminal)[3]
names = {"echo": termios.ECHO, "lines": termios.ICANON, "signals": termios.ISIG}
sys.stderr.write(" ".join(name for name, bit in names.items() if modes & bit))
sys.stdout.buffer.write(written.replace(b"\r\n", b"\n"))
sys.exit(os.waitstatus_to_exitcode(status) if hasattr(os, "waitstatus_to_exitcode") else status >> 8)
