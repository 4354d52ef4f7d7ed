class Tasks:
    def due(self, today):
        match self.kind:
            case 1: return [t for t in self.all if t.due and t.due <= today]
        try:
            return None if self else 1
        except ValueError as error:
            raise
