using System.Collections.Concurrent;

namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>
/// Writes for all connections in one thread pool work item. Whoever has something to send only puts its connection here, so that a thread which completes
/// thousands of receipts never touches a pipe, and each connection gets one flush for all that has become ready meanwhile.
/// </summary>
internal sealed class OutputDrain : IThreadPoolWorkItem
{
    // Bounded by the number of connections: a connection is in here at most once.
    private readonly ConcurrentQueue<ConnectionOutput> _waiting = new();
    private int _scheduled;

    public void Enqueue(ConnectionOutput output)
    {
        _waiting.Enqueue(output);
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
        {
            // The global queue puts the drain behind the reads that are due: the busier the server, the more PUBACKs share a flush.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            while (_waiting.TryDequeue(out var output))
            {
                output.Drain();
            }

            Interlocked.Exchange(ref _scheduled, 0);
        }
        while (!_waiting.IsEmpty && Interlocked.Exchange(ref _scheduled, 1) == 0);
    }
}
