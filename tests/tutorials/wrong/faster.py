# %% 1
def choose(steps, choices):
    return min(choices, key=lambda name: choices[name][1])


# %% 1
def choose(steps, choices):
    return min(choices, key=lambda name: choices[name][0])


# %% 1
def choose(steps, choices):
    if steps < 3_000:
        return "as it is"
    return "compile" if steps < 78_000 else "compile longer"


# %% 3
def average(batches):
    total = 0.0
    for batch in batches:
        total += float(model(batch).square().mean())
    return total / len(batches)


# %% 3
def average(batches):
    total = torch.zeros(())
    for batch in batches:
        total = total + model(batch).square().mean()
    return total.item()


# %% 4
def nearest(known, new):
    distances = [(known - image).square().sum(dim=1) for image in new]
    return torch.stack(distances).argmin(dim=1)


# %% 4
def nearest(known, new):
    differences = new.unsqueeze(1) - known.unsqueeze(0)
    return differences.square().sum(dim=2).argmin(dim=0)


# %% 4
def nearest(known, new):
    differences = new.unsqueeze(1) - known.unsqueeze(0)
    return differences.sum(dim=2).abs().argmin(dim=1)
