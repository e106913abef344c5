# %% 2
def factor(step, total, warm):
    if step < warm:
        return step / warm
    return (1 + math.cos(math.pi * (step - warm) / (total - warm))) / 2


# %% 2
def factor(step, total, warm):
    if step < warm:
        return (step + 1) / warm
    return (1 + math.cos(math.pi * step / total)) / 2


# %% 2
def factor(step, total, warm):
    if step < warm:
        return (step + 1) / warm
    return 1 - (step - warm) / (total - warm)


# %% 3
class Stopper:
    def __init__(self, patience):
        self.patience, self.lowest, self.waited = patience, math.inf, 0

    def stop(self, loss, model):
        self.waited += 1
        if loss < self.lowest:
            self.lowest, self.waited = loss, 0
            self.state = dict(model.state_dict())
        return self.waited >= self.patience


# %% 3
class Stopper:
    def __init__(self, patience):
        self.patience, self.lowest, self.waited = patience, math.inf, 0

    def stop(self, loss, model):
        self.waited += 1
        if loss < self.lowest:
            self.lowest = loss
            self.state = copy.deepcopy(model.state_dict())
        return self.waited >= self.patience


# %% 3
class Stopper:
    def __init__(self, patience):
        self.patience, self.lowest, self.waited = patience, math.inf, 0

    def stop(self, loss, model):
        self.waited += 1
        if loss < self.lowest:
            self.lowest, self.waited = loss, 0
        self.state = copy.deepcopy(model.state_dict())
        return self.waited >= self.patience


# %% 3
class Stopper:
    def __init__(self, patience):
        self.patience, self.known, self.waited = patience, math.inf, 0

    def stop(self, loss, model):
        self.waited += 1
        if loss < self.known:
            self.waited, self.state = 0, copy.deepcopy(model.state_dict())
        self.known = loss
        return self.waited >= self.patience


# %% 4
def clip(parameters, limit):
    for parameter in parameters:
        length = parameter.grad.norm().item()
        if length > limit:
            parameter.grad.mul_(limit / length)
    return length


# %% 4
def clip(parameters, limit):
    length = math.sqrt(sum(p.grad.square().sum().item() for p in parameters))
    for parameter in parameters:
        parameter.grad.mul_(limit / length)
    return length


# %% 4
def clip(parameters, limit):
    length = math.sqrt(sum(p.grad.square().sum().item() for p in parameters))
    for parameter in parameters:
        parameter.grad.clamp_(-limit, limit)
    return length
