"""What is wrong with a programme folder, said so that whoever wrote the folder can put it right."""


class ProgrammeError(Exception):
    def __init__(self, problems):
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def listed(names):
    return ", ".join(f"“{name}”" for name in names)
