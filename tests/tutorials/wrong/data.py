# %% 1
def count(dataset):
    return [len(dataset) // 3] * 3


# %% 1
def count(dataset):
    found = torch.tensor([label for _, label in dataset]).bincount()
    return found.tolist()[:2]


# %% 3
def mean(padded, lengths):
    return padded.float().mean(dim=1)


# %% 3
def mean(padded, lengths):
    return padded.sum(dim=1) / lengths


# %% 4
def split(figures, labels, each):
    order = torch.randperm(360)
    return order[72:], order[:72]


# %% 4
def split(figures, labels, each):
    held = torch.isin(figures, torch.randperm(60)[: 3 * each])
    return (~held).nonzero().flatten(), held.nonzero().flatten()


# %% 4
def split(figures, labels, each):
    held = figures < 3 * each
    return (~held).nonzero().flatten(), held.nonzero().flatten()
