# %% 1
def freeze_first(model, number):
    for layer in model.backbone[:number]:
        layer.requires_grad = False


# %% 1
def freeze_first(model, number):
    model.backbone.requires_grad_(False)


# %% 2
def learn_head(part):
    return stuck(part)


# %% 2
def learn_head(part):
    model = borrow()
    model.backbone.requires_grad_(False)
    model.train()
    optimizer = torch.optim.SGD(model.head.parameters(), lr=0.03, momentum=0.9)
    for _ in range(100):
        loss = F.cross_entropy(model(images[part]), labels[part])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model.eval()


# %% 2
def learn_head(part):
    return adapt("all layers", 0.03, part, 0)


# %% 4
def fast(part):
    return adapt("head only", 0.03, part, 0)


# %% 4
def fast(part):
    model = borrow()
    with torch.no_grad():
        features = model.backbone(images[part] / 16)
    optimizer = torch.optim.SGD(model.head.parameters(), lr=0.03, momentum=0.9)
    for _ in range(500):
        loss = F.cross_entropy(model.head(features), labels[part])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


# %% 4
def fast(part):
    model = borrow().eval()
    model.backbone(images[part] / 16)
    return model
