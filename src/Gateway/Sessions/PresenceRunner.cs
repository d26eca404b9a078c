using Microsoft.Extensions.Hosting;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Gateway.Sessions;

/// <summary>Hands comings and goings to the intake, waiting there in place of the connections. Stops after the listeners and before the intake, when all that waits has been handed over.</summary>
internal sealed class PresenceRunner(PresenceQueue queue, IIntake intake) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = RunAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Close();
        await using var patience = cancellationToken.Register(_stop.Cancel);
        await _running;
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await queue.TakeAsync(cancellationToken) is { } change)
            {
                await intake.SubmitAsync(ToMessage(change), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The stop can wait no longer: the intake is blocked, and the devices will come again with the next start.
        }
    }

    private static PresenceMessage ToMessage(PresenceChange change) => new()
    {
        Device = change.Device,
        ReceivedAt = change.At,
        PayloadBytes = 0,
        Events = [new NewEvent(Guid.CreateVersion7(change.At), $"device:{change.Device}", change.Fact, new EventHeaders($"device:{change.Device}"))],
    };
}
